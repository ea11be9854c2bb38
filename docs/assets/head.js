/* The storage helpers that the theme's script expects, kept apart by the site's own path. */
var __md_scope = new URL(document.currentScript.dataset.base || ".", location.href);

function __md_key(name, scope) {
  return scope.pathname + "." + name;
}

function __md_hash(text) {
  var hash = 0;
  for (var i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return hash;
}

function __md_get(name, storage, scope) {
  try {
    return JSON.parse((storage || localStorage).getItem(__md_key(name, scope || __md_scope)));
  } catch (error) {
    return null; /* storage is switched off, or holds something else */
  }
}

function __md_set(name, value, storage, scope) {
  try {
    (storage || localStorage).setItem(__md_key(name, scope || __md_scope), JSON.stringify(value));
  } catch (error) {
    /* storage is full or switched off: the choice lasts for this page only */
  }
}
