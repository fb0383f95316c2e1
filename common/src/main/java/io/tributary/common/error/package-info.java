/** Errors as values: a stable code, whose fault it is, and whether trying again makes sense. */
package io.tributary.common.error;
