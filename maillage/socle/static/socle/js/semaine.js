// On a phone the week opens on today's column.
const week = document.querySelector("[data-semaine]");
const today = week?.querySelector(".semaine-aujourdhui");
if (today) week.scrollLeft = today.offsetLeft - week.offsetLeft;
