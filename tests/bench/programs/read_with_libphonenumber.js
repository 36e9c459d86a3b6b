// Numbers read by libphonenumber-js, with its fullest metadata ("max": every pattern of every kind
// of line, as in phonenumbers; its default, "min", checks lengths alone). Prints the seconds of the
// second half, and how many were valid in it: node read_with_libphonenumber.js NUMBERS.txt
// The first half warms up: the compiler, and patterns as regions turn up.

const fs = require("fs");
const { performance } = require("perf_hooks");
const { parsePhoneNumberFromString } = require("libphonenumber-js/max");

function valid(numbers) {
  let count = 0;
  for (const number of numbers) {
    const read = parsePhoneNumberFromString(number);
    if (read !== undefined && read.isValid() && read.number !== "") {
      count += 1;
    }
  }
  return count;
}

const cells = fs.readFileSync(process.argv[2], "utf8").split(/\s+/).filter(Boolean);
const half = Math.floor(cells.length / 2);
valid(cells.slice(0, half));
const measured = cells.slice(half);
const begun = performance.now();
const found = valid(measured);
console.log((performance.now() - begun) / 1000, found);
