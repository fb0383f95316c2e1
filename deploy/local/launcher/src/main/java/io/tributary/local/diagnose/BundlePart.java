package io.tributary.local.diagnose;

/**
 * A file of the bundle, not masked yet.
 *
 * @param path within the bundle
 * @param content text, or JSON where the path ends with {@code .json}
 */
record BundlePart(String path, String content) {}
