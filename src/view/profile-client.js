// The follower's page's only script. It must run in old in-app webviews, so it keeps to plain, widely known JavaScript.
;(() => {
	const words = document.currentScript.dataset
	const said = document.getElementById('said')
	document.documentElement.className = 'js'

	function send(query) {
		const url = `/hit?${query}`
		const isSent = navigator.sendBeacon ? navigator.sendBeacon(url) : false
		if (!isSent) new Image().src = url
	}

	// A view counts once, when a person really sees the page: not while it is prerendered or behind another tab.
	let seen = false
	function look() {
		if (seen || document.prerendering || document.visibilityState === 'hidden') return
		seen = true
		send(words.view)
	}
	document.addEventListener('visibilitychange', look)
	document.addEventListener('prerenderingchange', look)
	look()

	function say(button, text) {
		button.firstChild.data = text
		said.textContent = text
	}

	function copied(button) {
		say(button, words.copied)
		send(button.value)
		setTimeout(() => {
			button.firstChild.data = words.copy
			said.textContent = ''
		}, 3000)
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

	function copy(button) {
		const code = button.parentNode.querySelector('code')
		let settled = false
		function settle(works) {
			if (settled) return
			settled = true
			const done = works || copyByCommand(code.textContent)
			button.focus({ preventScroll: true })
			if (done) return copied(button)
			getSelection().selectAllChildren(code)
			say(button, words.hold)
		}
		if (!navigator.clipboard) return settle(false)
		// Some webviews neither copy nor refuse.
		setTimeout(settle, 800, false)
		navigator.clipboard.writeText(code.textContent).then(
			() => settle(true),
			() => settle(false),
		)
	}

	document.addEventListener('click', (event) => {
		const button = event.target.closest('button')
		if (button) copy(button)
	})

	// Firefox has the property but sends nothing (mdn/browser-compat-data, pull request 21692).
	if (!('ping' in HTMLAnchorElement.prototype) || 'mozInnerScreenX' in window) {
		for (const link of document.querySelectorAll('a[ping]')) {
			const query = link.getAttribute('ping').split('?')[1]
			link.removeAttribute('ping')
			link.addEventListener('click', () => send(query))
		}
	}

	// A code that was copied by hand was copied too.
	document.addEventListener('copy', (event) => {
		const ticket = event.target.closest('.tear')
		if (!ticket || !getSelection().containsNode(ticket.querySelector('code'), true)) return
		send(ticket.querySelector('button').value)
	})
})()
