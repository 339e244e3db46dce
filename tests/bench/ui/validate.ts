import type { OpenPage } from './browser.ts';

/**
 * The IoU slider moved by keys over an evaluation of 5,000 images: milliseconds from the slider's event to the frame after the last change the
 * page made for it.
 */
export async function rematches({ page }: OpenPage, evaluationId: number, count: number): Promise<number[]> {
  await page.evaluate(`window.location.hash = '#/validate?evaluation=${evaluationId}'`);
  const slider = page.getByRole('slider', { name: 'Matching IoU' });
  await slider.waitFor();
  await page.waitForTimeout(2000);
  await page.evaluate(`
    window.plugsightRematches = [];
    document.addEventListener('input', () => {
      const start = performance.now();
      let last = start;
      const observer = new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => { last = performance.now(); })));
      observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
      setTimeout(() => { observer.disconnect(); window.plugsightRematches.push(last - start); }, 700);
    }, true); 0`);
  await slider.focus();
  for (let number = 0; number < count; number++) {
    await page.keyboard.press(number % 20 < 10 ? 'ArrowRight' : 'ArrowLeft');
    await page.waitForTimeout(900);
  }
  return await page.evaluate('window.plugsightRematches');
}
