/**
 * Electron's fuses as they ship, named as in @electron/fuses: the packed binary is no Node, takes no debugger and loads our archive
 * alone. The archive's own checksum is not switched on: what decides lies beside it as plain files, for the plain Node that runs them.
 */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
} as const;
