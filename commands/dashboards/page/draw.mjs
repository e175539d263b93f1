// Draws the charts of the page, in the browser. Colours are those of the style sheet, so they follow its scheme.
/* global document, getComputedStyle, matchMedia, ResizeObserver, uPlot */
const charts = JSON.parse(document.getElementById('charts').textContent);
const zone = 'UTC';

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function draw(element) {
  const { data, thresholds, format, suffix, min } = charts[Number(element.dataset.chart)];
  const numbers = new Intl.NumberFormat('en', format);
  const written = (value) => (value === null || value === undefined ? '–' : `${numbers.format(value)}${suffix}`);
  const values = (splits) => splits.map(written);
  const cells = [...element.parentElement.querySelectorAll('td[data-last]')];
  const last = cells.map((cell) => cell.textContent);
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return new uPlot(
    {
      width: element.clientWidth,
      height: element.clientHeight,
      legend: { show: false },
      cursor: { sync: { key: 'page' }, points: { size: 6 }, drag: { x: false, y: false } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
      scales: { y: { range: (_, from, to) => range(from, to, thresholds, min) } },
      axes: [
        { ...axis, size: 28, space: 60, values: '{HH}:{mm}' },
        { ...axis, size: 64, space: 32, values: (_, splits) => values(splits) },
      ],
      series: [
        {},
        ...data.slice(1).map((_, index) => ({
          stroke: colour(`--series-${index % 8}`),
          width: 2,
          points: { show: false },
        })),
      ],
      hooks: {
        draw: [(plot) => drawThresholds(plot, thresholds)],
        // The value under the pointer, while there is one.
        setCursor: [
          ({ cursor: { idx } }) => {
            for (const [index, cell] of cells.entries())
              cell.textContent = idx === null || idx === undefined ? last[index] : written(data[index + 1][idx]);
          },
        ],
      },
    },
    data,
    element,
  );
}

/** From the panel's least value, or the data's, to a little above all that is drawn. */
function range(from, to, thresholds, min) {
  const least = Math.min(from ?? 0, ...thresholds, min ?? Infinity);
  const greatest = Math.max(to ?? 0, ...thresholds);
  return [least, greatest > least ? least + (greatest - least) * 1.1 : least + 1];
}

function drawThresholds({ ctx, bbox, valToPos }, thresholds) {
  ctx.save();
  ctx.strokeStyle = colour('--threshold');
  ctx.lineWidth = 2;
  ctx.setLineDash([6, 4]);
  for (const threshold of thresholds) {
    const y = valToPos(threshold, 'y', true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

let plots = [];

function drawAll() {
  for (const plot of plots) plot.destroy();
  plots = [...document.querySelectorAll('.chart')].map(draw);
}

drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
let width = document.body.clientWidth;
new ResizeObserver(() => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  drawAll();
}).observe(document.body);
