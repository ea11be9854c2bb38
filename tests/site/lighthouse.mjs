// What Lighthouse says of some pages, one line of JSON for each: scores by category, and what cost points.
// Arguments: the browser, then addresses. One browser and one Lighthouse for all of them, for most of the
// time of a run is their start.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...addresses] = process.argv.slice(2);
// Milliseconds: a busy machine is no fault of a page.
const PATIENCE = 120_000;
const CATEGORIES = ["accessibility", "best-practices", "seo", "performance"];
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

function costs(report, category) {
  return category.auditRefs
    .map((ref) => ({ weight: ref.weight, audit: report.audits[ref.id] }))
    .filter(({ weight, audit }) => weight && audit.score !== null && audit.score < 1)
    .map(({ audit }) => {
      const items = (audit.details && audit.details.items) || [];
      const places = items.map((item) => item.node && item.node.selector).filter(Boolean);
      return [audit.id, audit.displayValue || "", ...places.slice(0, 3)].filter(Boolean).join(" ");
    });
}

try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      disableFullPageScreenshot: true,
      maxWaitForFcp: PATIENCE,
      maxWaitForLoad: PATIENCE,
      logLevel: "error",
    });
    const told = { address, error: lhr.runtimeError ? lhr.runtimeError.message : "", scores: {}, costs: {} };
    for (const name of CATEGORIES) {
      told.scores[name] = lhr.categories[name].score;
      told.costs[name] = costs(lhr, lhr.categories[name]);
    }
    console.log(JSON.stringify(told));
  }
} finally {
  await chrome.kill();
}
