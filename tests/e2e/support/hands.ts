import type { App } from './app.ts';

/** What a person does, counted: presses of buttons, keys, a path pasted, choices in a dialog of the system. */
export class Hands {
  operations = 0;
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  async press(name: string | RegExp): Promise<void> {
    await this.#app.page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
    this.operations += 1;
  }

  /** Presses `button` and chooses a folder: in the system's dialog (go to it, open it), or in the page's own (paste, Enter, use). */
  async chooseFolder(button: string, folder: string): Promise<void> {
    const { page, home, inShell } = this.#app;
    if (home === 'electron') {
      await inShell(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
      }, folder);
      await this.press(button);
      this.operations += 2;
      return;
    }
    await this.press(button);
    await page.getByRole('dialog').getByRole('textbox').fill(folder);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Up', { exact: true }).waitFor();
    this.operations += 2;
    await this.press('Use this folder');
  }
}
