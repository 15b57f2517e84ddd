-- Followers: many links, phones and addresses. MODE is people, bots, page or misses.
local mode = os.getenv("MODE")
local links = tonumber(os.getenv("LINKS"))
local misses = tonumber(os.getenv("MISSES"))
local letters = "abcdefghijklmnopqrstuvwxyz234567"

local function id(n)
	local text = ""
	for _ = 1, 4 do
		text = letters:sub(n % 32 + 1, n % 32 + 1) .. text
		n = math.floor(n / 32)
	end
	return "bench2" .. text
end

local brotli = { ["Accept-Encoding"] = "br" }
local n = tonumber(os.getenv("FROM"))
function request()
	n = n + 1
	if mode == "page" then
		return wrk.format("GET", "/bench", brotli)
	end
	if mode == "misses" then
		return wrk.format("GET", "/miss" .. (n % misses), brotli)
	end
	-- As many addresses as keep each below its limit.
	local person = math.random(0, 39999)
	local agent = mode == "bots" and "Twitterbot/1.0"
		or "Mozilla/5.0 (iPhone; CPU iPhone OS 17_" .. (person % 500) .. " like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_30.9.0 BytedanceWebview/d8a21c6"
	local address = "31." .. (person % 250) .. "." .. math.floor(person / 250) .. ".7"
	return wrk.format("GET", "/go/" .. id(math.random(0, links - 1)), { ["User-Agent"] = agent, ["Accept-Language"] = "nb-NO", ["X-Forwarded-For"] = address })
end
