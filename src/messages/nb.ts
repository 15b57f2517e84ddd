import api from './nb/api.json' with { type: 'json' }
import app from './nb/app.json' with { type: 'json' }
import auth from './nb/auth.json' with { type: 'json' }
import clicks from './nb/clicks.json' with { type: 'json' }
import coupon from './nb/coupon.json' with { type: 'json' }
import data from './nb/data.json' with { type: 'json' }
import disclosure from './nb/disclosure.json' with { type: 'json' }
import earnings from './nb/earnings.json' with { type: 'json' }
import editor from './nb/editor.json' with { type: 'json' }
import error from './nb/error.json' with { type: 'json' }
import handle from './nb/handle.json' with { type: 'json' }
import home from './nb/home.json' with { type: 'json' }
import link from './nb/link.json' with { type: 'json' }
import money from './nb/money.json' with { type: 'json' }
import profile from './nb/profile.json' with { type: 'json' }
import share from './nb/share.json' with { type: 'json' }
import theme from './nb/theme.json' with { type: 'json' }

export const nb = {
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
