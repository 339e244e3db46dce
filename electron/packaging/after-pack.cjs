const { existsSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { flipFuses, FuseVersion, FuseV1Options } = require('@electron/fuses');
const { fuses } = require('./fuses.ts');

/** Switches Electron's fuses in the packed binary: what the shell never needs is gone for good, not only unused. */
module.exports = async (context) => {
  const { appOutDir, electronPlatformName, packager } = context;
  // An app folder that came with the Electron taken for tests would be loaded instead of ours.
  for (const left of ['app', 'default_app.asar']) {
    const path = join(appOutDir, 'resources', left);
    if (existsSync(path)) rmSync(path, { recursive: true });
  }
  const name = electronPlatformName === 'win32' ? `${packager.appInfo.productFilename}.exe` : packager.executableName;
  // Electron 29 brought this fuse; an older one is packed for proving the layout only.
  const isOld = Number(packager.info.framework.version.split('.')[0]) < 29;
  const known = Object.entries(fuses).filter(([fuse]) => !(isOld && fuse === 'GrantFileProtocolExtraPrivileges'));
  const options = Object.fromEntries(known.map(([fuse, value]) => [FuseV1Options[fuse], value]));
  await flipFuses(join(appOutDir, name), { version: FuseVersion.V1, ...options });
};
