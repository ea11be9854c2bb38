// Whether the browsers of this year and the two before it know what our scripts and styles use. For styles
// the question is asked by year: what all of them knew when 2023 ended. The browsers of package.json, by
// which scripts are asked, are those since then.
import css from "@eslint/css";
import compat from "eslint-plugin-compat";

export default [
  {
    files: ["**/*.js"],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2022, sourceType: "script" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "compat/compat": "error" },
  },
  {
    files: ["**/*.css"],
    plugins: { css },
    language: "css/css",
    languageOptions: { tolerant: true },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "css/use-baseline": ["error", { available: 2023 }] },
  },
];
