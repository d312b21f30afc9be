// Search without a server: a browser starts no worker from a file, so a hidden frame stands in for it.
if (location.protocol === "file:") window.Worker = class extends EventTarget {
  constructor(url) {
    super()
    this.frame = document.createElement("iframe")
    this.frame.hidden = true
    document.body.appendChild(this.frame)
    this.inner = this.frame.contentWindow
    this.inner.importScripts = (...urls) => urls.reduce((before, u) => before.then(() => new Promise((done, failed) => {
      const script = this.frame.contentDocument.createElement("script")
      Object.assign(script, {src: u, onload: done, onerror: failed})
      this.frame.contentDocument.body.appendChild(script)
    })), Promise.resolve())
    this.inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", {data}))
    this.ready = new Promise(done => {
      const script = this.frame.contentDocument.createElement("script")
      Object.assign(script, {src: url, onload: done})
      this.frame.contentDocument.body.appendChild(script)
    })
    this.addEventListener("message", event => this.onmessage?.(event))
  }
  postMessage(data) { this.ready.then(() => this.inner.dispatchEvent(new MessageEvent("message", {data}))) }
  terminate() { this.frame.remove() }
}
