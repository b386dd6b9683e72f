// On a phone, the tabs scroll: the one that is open comes in sight.
const tabs = document.querySelector(".agenda-onglets ul");
const open = tabs?.querySelector("[aria-current]");
if (open) tabs.scrollLeft = open.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;
