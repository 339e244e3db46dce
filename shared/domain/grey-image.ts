/** An 8-bit grey image, rows from the top, no padding: `data.length === widthPx * heightPx`. */
export type GreyImage = { readonly widthPx: number; readonly heightPx: number; readonly data: Uint8Array };
