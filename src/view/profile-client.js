// The follower's page's only script. It must run in old in-app webviews, so it keeps to plain, widely known JavaScript.
;(() => {
	const words = document.currentScript.dataset
	const said = document.getElementById('said')
	document.documentElement.className = 'js'

	// Where the follower came from: what the page's own requests say is the page. Nobody is asked twice.
	const from = /^https?:\/\/([^/:]+)/.exec(document.referrer)
	const via = from && from[1] !== location.hostname ? `&r=${from[1]}` : ''
	if (via) for (const link of document.querySelectorAll('a[href^="/go/"]')) link.search += via

	function send(query) {
		const url = `/hit?${query}`
		const isSent = navigator.sendBeacon ? navigator.sendBeacon(url) : false
		if (!isSent) new Image().src = url
	}

	// A view counts once, when a person really sees the page: not while it is prerendered or behind another tab, and not
	// again when they come back with the Back button, whether the browser kept the page or loads it anew.
	const [visit] = performance.getEntriesByType ? performance.getEntriesByType('navigation') : []
	let seen = visit && visit.type === 'back_forward'
	function look() {
		if (seen || document.prerendering || document.visibilityState === 'hidden') return
		seen = true
		send(words.view + via)
	}
	document.addEventListener('visibilitychange', look)
	document.addEventListener('prerenderingchange', look)
	look()

	function say(button, text) {
		button.firstChild.data = text
		said.textContent = text
	}

	function copyByCommand(text) {
		const area = document.createElement('textarea')
		area.value = text
		area.readOnly = true
		area.className = 'unseen'
		document.body.appendChild(area)
		area.select()
		area.setSelectionRange(0, text.length)
		let done = false
		try {
			done = document.execCommand('copy')
		} catch {}
		area.remove()
		return done
	}

	// Says and counts that it copied only when it did; else shows where the text can be taken by hand.
	function copy(button, text, before, after, show) {
		let settled = false
		function settle(works) {
			if (settled) return
			settled = true
			const done = works || copyByCommand(text)
			button.focus({ preventScroll: true })
			if (!done) return show()
			say(button, after)
			send(button.value)
			setTimeout(() => {
				button.firstChild.data = before
				said.textContent = ''
			}, 3000)
		}
		if (!navigator.clipboard) return settle(false)
		// Some webviews neither copy nor refuse.
		setTimeout(settle, 800, false)
		navigator.clipboard.writeText(text).then(
			() => settle(true),
			() => settle(false),
		)
	}

	function copyCode(button) {
		const code = button.parentNode.querySelector('code')
		copy(button, code.textContent, words.copy, words.copied, () => {
			getSelection().selectAllChildren(code)
			say(button, words.hold)
		})
	}

	function share(button) {
		const url = document.querySelector('[rel=canonical]').href
		const copyAddress = () =>
			copy(button, url, words.share, words.shared, () => {
				button.firstChild.data = words.address
				said.className = ''
				said.textContent = url
				getSelection().selectAllChildren(said)
			})
		if (!navigator.share) return copyAddress()
		navigator.share({ title: document.title, url }).then(
			() => send(button.value),
			(error) => error.name === 'AbortError' || copyAddress(),
		)
	}

	document.addEventListener('click', (event) => {
		const button = event.target.closest('button')
		if (!button || button.form) return
		if (button.className) share(button)
		else copyCode(button)
	})

	// "This code did not work": without this script the form goes to the server, which answers that the page may stay.
	document.addEventListener('submit', (event) => {
		const form = event.target
		const button = form.querySelector('button')
		event.preventDefault()
		send(form.action.split('?')[1])
		say(button, words.told)
		button.type = 'button'
	})

	// A tap that leaves for its shop at once. `ping` is for those without scripts: Firefox sends none, other browsers can be
	// told to send none, and neither says so.
	for (const link of document.querySelectorAll('a[ping]')) {
		const query = link.getAttribute('ping').split('?')[1] + via
		link.removeAttribute('ping')
		link.addEventListener('click', () => send(query))
		link.addEventListener('auxclick', (event) => event.button === 1 && send(query))
	}

	// A code that was copied by hand was copied too.
	document.addEventListener('copy', (event) => {
		const ticket = event.target.closest('.tear')
		if (!ticket || !getSelection().containsNode(ticket.querySelector('code'), true)) return
		send(ticket.querySelector('button').value)
	})
})()
