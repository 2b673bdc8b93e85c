// On narrow screens the tabs scroll: bring the current one into sight.
document.querySelector(".company-head .tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
