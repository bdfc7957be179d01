import { About, IsOptional, IsUrl, Matches, Secret } from '@fairlead/plugin-sdk';

export class BedrockConfig {
  @About('Id of the access key.')
  @Secret()
  accessKeyId!: string;

  @About('The access key itself.')
  @Secret()
  secretAccessKey!: string;

  @About('Third part of temporary credentials.')
  @Secret({ optional: true })
  sessionToken?: string;

  @About('Where the models run, such as `eu-west-1`.')
  @Matches(/^[a-z]{2,}(-[a-z]+)+-\d+$/, { message: '$property must be a region such as eu-west-1' })
  awsRegion!: string;

  @About('Another address than the one of the region: a VPC endpoint.')
  @IsOptional()
  @IsUrl()
  baseUrl?: string;
}
