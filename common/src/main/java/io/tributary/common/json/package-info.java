/** The one way in which records become JSON on topics and in answers. */
package io.tributary.common.json;
