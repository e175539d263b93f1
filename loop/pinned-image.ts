/** An image that passes for pinned; there is none of that name. */
export const pinnedImage = `example.azurecr.io/thing:1.0.0@sha256:${'0'.repeat(64)}`;
