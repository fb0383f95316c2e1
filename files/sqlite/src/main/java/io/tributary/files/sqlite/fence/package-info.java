/** Makes tables of a SQLite file refuse writes, with a mark in the log of changes. */
@NullMarked
package io.tributary.files.sqlite.fence;

import org.jspecify.annotations.NullMarked;
