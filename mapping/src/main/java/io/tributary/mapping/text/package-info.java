/** Numbers, times and JSON as texts spell them: reading, checking and writing them. */
package io.tributary.mapping.text;
