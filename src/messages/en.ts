import api from './en/api.json' with { type: 'json' }
import app from './en/app.json' with { type: 'json' }
import auth from './en/auth.json' with { type: 'json' }
import clicks from './en/clicks.json' with { type: 'json' }
import coupon from './en/coupon.json' with { type: 'json' }
import data from './en/data.json' with { type: 'json' }
import disclosure from './en/disclosure.json' with { type: 'json' }
import earnings from './en/earnings.json' with { type: 'json' }
import editor from './en/editor.json' with { type: 'json' }
import error from './en/error.json' with { type: 'json' }
import handle from './en/handle.json' with { type: 'json' }
import home from './en/home.json' with { type: 'json' }
import link from './en/link.json' with { type: 'json' }
import money from './en/money.json' with { type: 'json' }
import profile from './en/profile.json' with { type: 'json' }
import share from './en/share.json' with { type: 'json' }
import theme from './en/theme.json' with { type: 'json' }

export const en = {
	api,
	app,
	auth,
	clicks,
	coupon,
	data,
	disclosure,
	earnings,
	editor,
	error,
	handle,
	home,
	link,
	money,
	profile,
	share,
	theme,
}
