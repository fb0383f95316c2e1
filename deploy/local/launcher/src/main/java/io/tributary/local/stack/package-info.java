/**
 * The local stack: its processes under supervision, its PostgreSQL servers, its ports and folders.
 */
@NullMarked
package io.tributary.local.stack;

import org.jspecify.annotations.NullMarked;
