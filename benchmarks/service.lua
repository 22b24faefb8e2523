-- Acts for wrk: one good and two parties each; POOL is how many different names there are (0: each is new).
local first = { "Hong", "Kim", "Maria", "Ali", "John", "Chen", "Ivan", "Olga", "Pak", "Ocean", "Star", "Golden", "Pacific" }
local second = { "Gang", "Chol", "Garcia", "Hassan", "Smith", "Wei", "Petrov", "Shipping", "Metals", "Trading", "Energy" }
local third = { "Co Ltd", "Inc", "LLC", "GmbH", "Holdings", "Corp", "Pte", "Group", "Bros" }
local codes = { "2701.11", "8703.23", "2710.19", "1001.99", "6203.42" }
local act = '{"date":"2019-0%d-1%d","activity":"transfer","from":"KP","to":"CN",'
  .. '"goods":[{"hs":"%s","description":"goods","quantity":1000,"unit":"t"}],'
  .. '"parties":[{"name":"%s","role":"buyer","country":"CN"},{"name":"%s","role":"seller"}]}'
local count = 0

local function name()
  count = count + 1
  local n = POOL > 0 and math.random(POOL) or count
  return first[n % #first + 1] .. " " .. second[n % #second + 1] .. " " .. n .. " " .. third[n % #third + 1]
end

function init(arguments)
  POOL = tonumber(arguments[1])
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  local hs = codes[math.random(#codes)]
  return wrk.format(nil, "/api/v1/check", nil, act:format(math.random(9), math.random(9), hs, name(), name()))
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local rate = summary.requests / (summary.duration / 1e6)
  print(("FIGURES %.0f %.2f %.2f %d"):format(rate, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
