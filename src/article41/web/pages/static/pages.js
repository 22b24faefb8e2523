// Everything works without this; it only spares a step.
document.documentElement.classList.add("scripted");

for (const slider of document.querySelectorAll("input[data-days]")) {
  const days = slider.dataset.days.split(" ");
  const field = document.getElementById(slider.dataset.for);
  const tell = () => slider.setAttribute("aria-valuetext", days[slider.value]);
  slider.addEventListener("input", () => { field.value = days[slider.value]; tell(); });
  slider.addEventListener("change", () => field.form.requestSubmit());
  tell();
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

// A batch under way: the page is fetched again and only what changed is put in place.
const under = (page) => page.querySelector("#batch[data-running]");

function put(page) {
  document.getElementById("told").textContent = page.getElementById("told").textContent;
  if (under(page)) under(document).querySelector("progress").value = under(page).querySelector("progress").value;
  else {
    document.title = page.title;
    document.getElementById("batch").replaceWith(page.getElementById("batch"));
  }
}

async function follow() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.getElementById("batch")) put(page);
    else if (![429, 503].includes(answer.status)) return location.reload(); // gone: the page itself says so
  } catch { /* not reached: asked again below */ }
  if (under(document)) setTimeout(follow, 500);
}
if (under(document)) setTimeout(follow, 500);
