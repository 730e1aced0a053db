// Finds the nearest office by the phone's position, when asked. It is sent once, in the body, and kept nowhere.
const form = document.querySelector("[data-position]");
if (form && navigator.geolocation) {
  form.hidden = false;
  const put = ({ coords }) => {
    form.latitude.value = coords.latitude.toFixed(3);
    form.longitude.value = coords.longitude.toFixed(3);
    form.submit();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(put, () => {
      form.querySelector("[data-nowhere]").hidden = false;
    });
  });
}
