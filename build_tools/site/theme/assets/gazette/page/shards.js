/* Data in script files: a page opened from a file may not fetch, but may load scripts. Each file
   assets/<name>.js calls gazetteShard(name, data). Previews and the search load theirs through here. */
(function () {
  "use strict";

  var root = new URL("../..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
  /** @type {Map<string, Promise<any>>} */
  var loads = new Map(); // name → promise
  /** @type {Map<string, (data: any) => void>} */
  var waiting = new Map(); // name → what keeps its promise

  window.gazetteShard = function (name, data) {
    var resolve = waiting.get(name);
    waiting.delete(name);
    if (resolve) resolve(data);
  };

  /** @param {string} name  @returns {Promise<any>} */
  function load(name) {
    var known = loads.get(name);
    if (known) return known;
    var promise = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      function end() {
        script.remove();
        // Not there, or a page of the server in its place: the next one who asks may try again.
        if (!waiting.delete(name)) return;
        loads.delete(name);
        reject(new Error("没有读到 " + name + ".js，请检查网络或文件是否完整"));
      }
      waiting.set(name, resolve);
      script.onload = end;
      script.onerror = end;
      script.src = root + name + ".js";
      document.head.append(script);
    });
    loads.set(name, promise);
    return promise;
  }

  /* What another has made its own copy of need not be held here. */
  /** @param {string} name */
  function forget(name) {
    loads.delete(name);
  }

  window.gazetteShards = { load: load, forget: forget };
})();
