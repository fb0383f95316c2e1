/**
 * One connection of a stream to the target: its settings, its statements, and its failures sorted
 * by what helps.
 */
package io.tributary.cdc.apply.session;
