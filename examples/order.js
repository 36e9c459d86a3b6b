const order = `https://wa.me/+${phone}?text=Order`;
const help = `https://wa.me/${phone}?text=${text}`;
// wa-link: ignore
const example = "https://wa.me/1XXXXXXXXXX";
