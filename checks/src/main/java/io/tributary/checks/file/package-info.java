/**
 * Checks of SQLite files and Chroma directories, which preflight and the command {@code plan}
 * share.
 */
package io.tributary.checks.file;
