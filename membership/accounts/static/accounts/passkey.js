// The button is of use only where the browser knows passkeys and runs scripts.
(function () {
  var button = document.getElementById("passkey_login");
  if (button && window.PublicKeyCredential) {
    button.hidden = false;
  }
})();
