import { existsSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The schemas of a published OpenAPI document, which values are held to. */
export class SchemaDocument {
  readonly #compiled = new Map<string, ValidateFunction>();
  #ajv: Ajv2020 | undefined;

  /** @param readSchemas called once, when the first value comes: the document may be absent */
  constructor(
    private readonly file: string,
    private readonly readSchemas: (id: string) => Readonly<Record<string, object>>,
  ) {}

  /** A `describe` that needs the document; where it is absent it is skipped, and its name says so. */
  describe(name: string, tests: () => void): void {
    if (existsSync(this.file)) describe(name, tests);
    else describe.skip(`${name} (skipped: no OpenAPI document)`, () => it('needs it', () => undefined));
  }

  /** What is wrong with a value by one of the schemas: nothing, or a line for each problem. */
  problemsWith(schemaName: string, value: unknown): readonly string[] {
    const validate = this.#compile(schemaName);
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${schemaName}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  }

  #compile(schemaName: string): ValidateFunction {
    let validate = this.#compiled.get(schemaName);
    if (validate === undefined) {
      validate = this.#loaded().compile({ $ref: `${ID}#/components/schemas/${schemaName}` });
      this.#compiled.set(schemaName, validate);
    }
    return validate;
  }

  #loaded(): Ajv2020 {
    if (this.#ajv !== undefined) return this.#ajv;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false });
    // The package is CommonJS: what types call the default is a property of it.
    (addFormats as unknown as { default: (into: Ajv2020) => void }).default(this.#ajv);
    this.#ajv.addSchema({ $id: ID, components: { schemas: this.readSchemas(ID) } });
    return this.#ajv;
  }
}

/** Each document has an Ajv of its own. */
const ID = 'document';
