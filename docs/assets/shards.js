/* Data in script files: a page opened from a file may not fetch, but may load scripts. Each file
   assets/<name>.js calls gazetteShard(name, data). */
(function () {
  "use strict";

  var root = new URL(".", document.currentScript.src).href;
  var loads = new Map(); // name → promise
  var waiting = new Map(); // name → what its promise is kept by

  window.gazetteShard = function (name, data) {
    var keeper = waiting.get(name);
    if (keeper) keeper.resolve(data);
  };

  function load(name) {
    if (loads.has(name)) return loads.get(name);
    var promise = new Promise(function (resolve, reject) {
      waiting.set(name, { resolve: resolve });
      var script = document.createElement("script");
      script.src = root + name + ".js";
      script.onload = function () {
        waiting.delete(name);
        script.remove();
      };
      script.onerror = function () {
        waiting.delete(name);
        loads.delete(name); // the next one may try again
        script.remove();
        reject(new Error("没有读到 " + name + ".js，请检查网络或文件是否完整"));
      };
      document.head.append(script);
    });
    loads.set(name, promise);
    return promise;
  }

  /* What another has made its own copy of need not be held here. */
  function forget(name) {
    loads.delete(name);
  }

  window.gazetteShards = { load: load, forget: forget };
})();
