#!/usr/bin/env bash
# bowser 2.15.1 (Node 20.20.2 and 24.21.0): the browsers inside apps have no names of their own, although 2.15 has some seventy
# rules for browsers and programs. TikTok's and Instagram's on an iPhone are "Safari" without a version, which the
# phone's own Safari has; TikTok's on Android is "Chrome". Their cookies are apart from those of the browser so named.
# Seen: "TikTok, iPhone: Safari -; TikTok, Android: Chrome 120.0.0.0; Instagram, iPhone: Safari -; Safari: Safari 18.6".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --loglevel=error bowser@2.15.1 >/dev/null
cat >try.cjs <<'JS'
const Bowser = require('bowser')
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const android =
	'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36'
const agents = {
	'TikTok, iPhone': `${iPhone} Mobile/15E148 musical_ly_30.9.0 BytedanceWebview/d8a21c6`,
	'TikTok, Android': `${android} trill_320504 BytedanceWebview/d8a21c6`,
	'Instagram, iPhone': `${iPhone} Mobile/22G86 Instagram 390.0.0.0 (iPhone14,5; iOS 18_6)`,
	Safari: `${iPhone} Version/18.6 Mobile/15E148 Safari/604.1`,
}
const seen = Object.entries(agents)
	.map(([who, agent]) => [who, Bowser.parse(agent).browser])
	.map(([who, { name, version = '-' }]) => `${who}: ${name} ${version}`)
	.join('; ')
console.log(seen)
const expected =
	'TikTok, iPhone: Safari -; TikTok, Android: Chrome 120.0.0.0; Instagram, iPhone: Safari -; Safari: Safari 18.6'
process.exit(seen === expected ? 0 : 1)
JS
node try.cjs
