// The pacer: says what to do now and for how many seconds, by the clock and not by counted ticks, so that a phone that
// sleeps for a moment is right again at once. Without motion and without sound the words and numbers say everything.
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const part = (name) => parentElement.querySelector(`[data-part="${name}"]`);
  const [ring, phase, count, round, button] = ["ring", "phase", "count", "round", "button"].map(part);
  const kept = (parentElement.pmPacer ??= { timer: 0, kind: "", at: 0 });
  const length = data.steps.reduce((sum, one) => sum + one.seconds, 0);

  const rest = () => {
    clearInterval(kept.timer);
    kept.timer = 0;
    kept.at = -1;
    ring.style.transform = "";
    count.textContent = "";
    phase.textContent = data.ready;
    round.textContent = data.about;
    button.textContent = data.start;
  };
  const finish = () => {
    rest();
    phase.textContent = data.finished;
    setTriggerValue("done", true);
  };
  const draw = () => {
    const gone = (performance.now() - kept.since) / 1000;
    if (gone >= length * data.rounds) return finish();
    let left = gone % length;
    let at = 0;
    while (left >= data.steps[at].seconds) left -= data.steps[at++].seconds;
    const step = data.steps[at];
    const turn = Math.floor(gone / length);
    if (kept.at !== turn * data.steps.length + at) {
      kept.at = turn * data.steps.length + at;
      phase.textContent = step.words;
      ring.style.transitionDuration = `${step.seconds - left}s`;
      ring.style.transform = `scale(${step.size})`;
      round.textContent = data.progress.replace("#", turn + 1);
    }
    count.textContent = Math.ceil(step.seconds - left);
  };
  button.onclick = () => {
    if (kept.timer) return rest();
    kept.since = performance.now();
    kept.timer = setInterval(draw, 200);
    button.textContent = data.stop;
    draw();
  };
  if (kept.kind !== data.kind) {
    kept.kind = data.kind;
    rest();
  }
  return () => clearInterval(kept.timer);
}
