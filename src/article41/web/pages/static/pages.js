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
