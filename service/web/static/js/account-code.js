// The one-time code stands in the address behind the #, which browsers send to nobody. It goes into the form, and out of
// the address, so that it is not in this browser's history.

const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("token").value = code;
  document.querySelector("[data-code]").hidden = true;
  history.replaceState(null, "", location.pathname);
  document.getElementById("password").focus();
}
