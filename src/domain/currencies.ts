/** Amounts are ten-thousandths: they hold every decimal that networks report, and rounding waits until one is shown. */
export const AMOUNT_DECIMALS = 4

/**
 * Decimals of each currency's major unit, from ISO 4217's list of active codes. Intl is not asked: it shows HUF and IDR
 * without the two decimals that reports carry, and disagrees for fifteen other currencies.
 */
const DECIMALS = {
	0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
	2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
		COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR
		IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
		NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
		SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
	3: 'BHD IQD JOD KWD LYD OMR TND',
	4: 'CLF UYW',
}

export const CURRENCIES: ReadonlyMap<string, number> = new Map(
	Object.entries(DECIMALS).flatMap(([exponent, codes]) =>
		codes.split(/\s+/).map((code) => [code, Number(exponent)] as const),
	),
)

/** 2 for a code that is no longer in the list; old reports name such currencies. */
export function exponentOf(currency: string): number {
	return CURRENCIES.get(currency) ?? 2
}
