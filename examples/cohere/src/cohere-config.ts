import { About, IsUrl, Secret } from '@fairlead/plugin-sdk';

export class CohereConfig {
  @About('An API key.')
  @Secret()
  apiKey!: string;

  @About('Where the API is: another address than the vendor’s for a private deployment.')
  @IsUrl()
  baseUrl = 'https://api.cohere.com';
}
