/**
 * The local stack: its processes under supervision, its PostgreSQL servers, its ports and folders.
 */
package io.tributary.local.stack;
