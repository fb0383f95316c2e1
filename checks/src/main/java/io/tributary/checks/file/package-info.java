/**
 * Checks of SQLite files and Chroma directories, which preflight and the command {@code plan}
 * share.
 */
@NullMarked
package io.tributary.checks.file;

import org.jspecify.annotations.NullMarked;
