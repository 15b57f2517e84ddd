/** One statement of an SQL text. */
export interface Statement {
	/** Without the closing semicolon. */
	text: string
	/** What it does, in capitals: `INSERT` for `with … insert into …`. Empty when it begins with no word. */
	verb: string
	/** By position, from 1 in SQL and from 0 here; null for a bare `?` and for a number that `?7` skipped. */
	params: (string | null)[]
}

const TOKEN =
	/(?<space>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|(?<param>\?\d*|[:@$][\w$\u0080-\uffff]+)|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|[\s\S]/g

const MAIN_VERBS = new Set(['SELECT', 'VALUES', 'INSERT', 'REPLACE', 'UPDATE', 'DELETE'])

/** Splits an SQL text where SQLite would, so that a trigger's body stays in one piece. Never fails: SQLite judges. */
export function splitSql(sql: string): Statement[] {
	const statements: Statement[] = []
	let tokens: Token[] = []
	for (const token of tokenize(sql)) {
		if (token.text === ';' && !isInsideTrigger(tokens)) {
			if (tokens.length > 0) statements.push(toStatement(sql, tokens))
			tokens = []
		} else tokens.push(token)
	}
	if (tokens.length > 0) statements.push(toStatement(sql, tokens))
	return statements
}

interface Token {
	text: string
	start: number
	kind: 'word' | 'param' | 'other'
}

function* tokenize(sql: string): Generator<Token> {
	for (const match of sql.matchAll(TOKEN)) {
		const { space, param, word } = match.groups ?? {}
		if (space !== undefined) continue
		const kind = word !== undefined ? 'word' : param !== undefined ? 'param' : 'other'
		yield { text: match[0], start: match.index, kind }
	}
}

/** A trigger ends with `; END`, and every semicolon before that is its own. */
function isInsideTrigger(tokens: Token[]) {
	if (!/^CREATE (?:TEMP |TEMPORARY )?TRIGGER\b/i.test(firstWords(tokens, 3))) return false
	return !(tokens.at(-1)?.text.toUpperCase() === 'END' && tokens.at(-2)?.text === ';')
}

function firstWords(tokens: Token[], count: number) {
	return tokens
		.slice(0, count)
		.map((token) => token.text)
		.join(' ')
}

function toStatement(sql: string, tokens: Token[]): Statement {
	const [first, last] = [tokens[0], tokens.at(-1)]
	if (!first || !last) throw new Error('A statement has at least one token.')
	const text = sql.slice(first.start, last.start + last.text.length)
	return { text, verb: verbOf(tokens), params: paramsOf(tokens) }
}

function verbOf(tokens: Token[]) {
	const first = tokens[0]?.kind === 'word' ? tokens[0].text.toUpperCase() : ''
	if (first !== 'WITH') return first
	let depth = 0
	for (const token of tokens) {
		if (token.text === '(') depth++
		else if (token.text === ')') depth--
		else if (depth === 0 && MAIN_VERBS.has(token.text.toUpperCase())) return token.text.toUpperCase()
	}
	return first
}

/** SQLite's numbering: `?` takes the next number, `?7` takes 7, and a name keeps the number of its first use. */
function paramsOf(tokens: Token[]) {
	const params: (string | null)[] = []
	for (const { kind, text } of tokens) {
		if (kind !== 'param') continue
		if (text === '?') params.push(null)
		else if (text.startsWith('?')) nameAt(params, Number(text.slice(1)), text)
		else if (!params.includes(text)) params.push(text)
	}
	return params
}

/** SQLite refuses numbers beyond 32766; leaving them out keeps the list small until it does. */
function nameAt(params: (string | null)[], number: number, name: string) {
	if (number < 1 || number > 32766) return
	while (params.length < number) params.push(null)
	params[number - 1] = name
}
