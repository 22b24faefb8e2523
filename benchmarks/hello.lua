-- The same figures as service.lua prints, for a bare GET.
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local rate = summary.requests / (summary.duration / 1e6)
  print(("FIGURES %.0f %.2f %.2f %d"):format(rate, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
