/**
 * Networks in which servers live, by their autonomous system numbers (PeeringDB and the five regional registries). The last
 * lines are companies whose own machines look at links. Relays that people browse through are left out on purpose:
 * iCloud Private Relay leaves by Cloudflare, Akamai and Fastly (Apple, "About iCloud Private Relay"). Companies that rent
 * to VPNs (Datacamp, M247) are in, because a network alone makes nobody a bot.
 */
const NETWORKS = {
	Amazon: [16509, 14618, 8987, 7224],
	Google: [396982, 15169, 19527],
	Microsoft: [8075, 8068],
	Oracle: [31898],
	IBM: [36351],
	Alibaba: [45102, 37963, 134963],
	Tencent: [132203, 45090],
	Huawei: [136907, 55990],
	UCloud: [135377],
	Hetzner: [24940, 213230, 212317],
	OVH: [16276, 35540],
	DigitalOcean: [14061],
	Linode: [63949],
	Vultr: [20473],
	Contabo: [51167, 40021],
	Scaleway: [12876, 29447],
	Leaseweb: [60781, 28753, 30633, 394380, 59253, 133752],
	netcup: [197540],
	IONOS: [8560],
	Strato: [6724],
	Hostinger: [47583],
	HostEurope: [21499],
	HostPapa: [36352, 54290],
	UpCloud: [202053],
	Kamatera: [36007],
	Selectel: [49505],
	Timeweb: [9123],
	'REG.RU': [197695],
	Beget: [198610],
	WorldStream: [49981],
	NForce: [43350],
	Clouvider: [62240],
	velia: [29066],
	Hivelocity: [29802],
	Performive: [46562],
	Interserver: [19318],
	Psychz: [40676],
	GTHost: [63023],
	EGIHosting: [18779],
	Zenlayer: [21859],
	HostRoyale: [207990, 203020],
	FranTech: [53667],
	Rackspace: [33070, 27357],
	GoDaddy: [26496],
	Namecheap: [22612],
	'Unified Layer': [46606],
	M247: [9009],
	Datacamp: [212238, 60068],
	PacketHub: [136787],
	Meta: [32934, 54115],
	ByteDance: [396986, 138699],
	X: [13414],
}

export const HOSTING: ReadonlySet<number> = new Set(Object.values(NETWORKS).flat())

export const isHosting = (asn: number | null): boolean => asn !== null && HOSTING.has(asn)
