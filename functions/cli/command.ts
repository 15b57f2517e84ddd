import type { ParseArgsOptionDescriptor } from 'node:util'
import type { AnonymousCtx } from '../../src/domain/ctx.ts'
import type { Config } from '../platform/env.ts'

/** What a command works with: the rows, the clock, chance, and the operator's settings. */
export interface World {
	ctx: AnonymousCtx
	config: Config
	/** Says how far long work has come, beside what the command answers in the end. */
	tell(line: string): void
	/** The first line that is typed or piped in: for what must not be seen in the list of processes. */
	readLine(): Promise<string>
}

export interface Given {
	values: Record<string, string | boolean | undefined>
	positionals: string[]
}

/** What a command found or did, for people and for programs. A command that `failed` ends with exit code 1. */
export interface Report {
	text: string
	json: unknown
	failed?: boolean
}

export interface Command {
	/** What it does, in one line. */
	summary: string
	/** How it is written, after its name. */
	usage: string
	options: Record<string, ParseArgsOptionDescriptor & { about: string }>
	/** Whether it only looks at a database that must be there already. */
	needsDatabase?: boolean
	run(world: World, given: Given): Promise<Report>
}

/** A command that works on the database's file, which nobody may have open meanwhile. */
export interface FileCommand extends Omit<Command, 'run' | 'needsDatabase'> {
	runOnFile(config: Config, given: Given): Promise<Report>
}

/** What stands in the way of a command that is written well: one sentence and exit code 1. */
export class CommandError extends Error {}

/** The operator's mistake in writing a command: one sentence and exit code 2. */
export class UsageError extends Error {}

/** An option that cannot be left out. */
export function required({ values }: Given, name: string): string {
	const value = values[name]
	if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing.`)
	return value
}

export function optional({ values }: Given, name: string): string | undefined {
	const value = values[name]
	return typeof value === 'string' ? value : undefined
}

/** A whole number of an option, within limits. */
export function wholeNumber(given: Given, name: string, fallback: number, from: number, to: number): number {
	const text = optional(given, name)
	const number = text === undefined ? fallback : Number(text)
	if (!Number.isInteger(number) || number < from || number > to)
		throw new UsageError(`--${name} is a whole number from ${from} to ${to}.`)
	return number
}

export const iso = (at: number): string => new Date(at).toISOString()
