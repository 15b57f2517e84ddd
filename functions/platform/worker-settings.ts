import { type Config, readConfig, SettingError } from './env.ts'

/**
 * The settings of a Worker, out of its variables, secrets and bindings. Throws `SettingError` for what would go wrong
 * unseen: a Worker knows no address of its own, and a hit for a queue that is not bound costs a write of its own.
 */
export function readWorkerConfig(env: Record<string, unknown>): Config {
	const config = readConfig(env)
	if (!config.isOriginSet) throw new SettingError('ORIGIN is not set: write it into wrangler.toml under [vars].')
	if (config.secret === '') throw new SettingError('SECRET is not set: store one with `wrangler secret put SECRET`.')
	const queues = Array.from({ length: config.queueShards }, (_, n) => `HITS_${n}`)
	const unbound = queues.find((name) => !env[name])
	if (unbound) throw new SettingError(`${unbound} is not bound: add its queue to wrangler.toml, or lower QUEUE_SHARDS.`)
	return config
}
