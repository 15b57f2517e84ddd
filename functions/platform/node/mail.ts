import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Config } from '../env.ts'
import { apiMailer } from '../mail-api.ts'
import type { Mailer } from '../platform.ts'

/** SMTP when it is set, else an HTTP API when that is set, else files in `outbox` that the console names. */
export function openMailer(mail: Config['mail'], outbox: string): Mailer {
	if (mail.smtpUrl) return smtpMailer(mail.smtpUrl, mail.from)
	return mail.apiUrl ? apiMailer(mail.apiUrl, mail.apiToken, mail.from) : fileMailer(outbox, mail.from)
}

function smtpMailer(url: string, from: string): Mailer {
	const transport = createTransport(url)
	return {
		async send({ to, subject, text }) {
			// As an object, the address is one mailbox whatever is in it; as text it would be read as a list.
			await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
		},
	}
}

function fileMailer(outbox: string, from: string): Mailer {
	return {
		async send({ to, subject, text }) {
			await mkdir(outbox, { recursive: true, mode: 0o700 })
			const path = join(outbox, `${Date.now()}-${crypto.randomUUID().slice(0, 8)}.txt`)
			await writeFile(path, `From: ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`, { mode: 0o600 })
			console.info(`No mail server is set: a mail was written to ${path}`)
		},
	}
}
