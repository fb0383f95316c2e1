/** Makes tables of a SQLite file refuse writes, with a mark in the log of changes. */
package io.tributary.files.sqlite.fence;
